// What hostile.test.js lays out in the page for its own use.
declare let alarms: number;
declare function shadow(): ShadowRoot;
declare function box(): HTMLTextAreaElement;
declare function checked(act: () => void): Promise<unknown>;
declare function give(content: Record<string, string>): Promise<unknown>;
