// @ts-check
/**
 * A report's tables as Word puts them on the clipboard: about 300 kB, most of it styles.
 */

/** @typedef {import("../../www/pkg/gouji").Form} Form */

const SPACES = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns:m="http://schemas.microsoft.com/office/2004/12/omml" xmlns="http://www.w3.org/TR/REC-html40"';

// What the numbers of the latent styles are matters to nobody, but Word sends all of them.
const LATENT = Array.from({ length: 376 }, (_, i) => `  <w:LsdException Locked="false" Priority="${i % 100}" SemiHidden="true"\n   UnhideWhenUsed="true" Name="List Table ${i % 7} Colorful Accent ${i}"/>`).join("\n");

const FONTS = ["宋体", "黑体", "仿宋_GB2312", "Cambria Math", "Calibri", "楷体_GB2312", "\\@宋体"]
  .map((name) => `@font-face\n\t{font-family:${name};\n\tpanose-1:2 1 6 0 3 1 1 1 1 1;\n\tmso-font-alt:SimSun;\n\tmso-font-charset:134;\n\tmso-generic-font-family:auto;\n\tmso-font-pitch:variable;\n\tmso-font-signature:3 680460288 22 0 262145 0;}`)
  .join("\n");

const STYLES = `<style>
<!--
 /* Font Definitions */
 ${FONTS}
 /* Style Definitions */
 p.MsoNormal, li.MsoNormal, div.MsoNormal
\t{mso-style-unhide:no;
\tmso-style-qformat:yes;
\tmso-style-parent:"";
\tmargin:0cm;
\ttext-align:justify;
\ttext-justify:inter-ideograph;
\tmso-pagination:none;
\tfont-size:10.5pt;
\tmso-bidi-font-size:11.0pt;
\tfont-family:Calibri;
\tmso-fareast-font-family:宋体;
\tmso-font-kerning:1.0pt;}
@page WordSection1
\t{size:595.3pt 841.9pt;
\tmargin:72.0pt 90.0pt 72.0pt 90.0pt;
\tlayout-grid:15.6pt;}
div.WordSection1
\t{page:WordSection1;}
-->
</style>
<!--[if gte mso 10]>
<style>
 /* Style Definitions */
 table.MsoNormalTable
\t{mso-style-name:普通表格;
\tmso-tstyle-rowband-size:0;
\tmso-style-noshow:yes;
\tmso-padding-alt:0cm 5.4pt 0cm 5.4pt;
\tfont-size:10.5pt;
\tfont-family:Calibri;}
</style>
<![endif]-->`;

const SPAN = "font-size:9.0pt;mso-bidi-font-size:10.5pt;font-family:宋体;mso-hansi-font-family:Calibri;mso-bidi-font-family:宋体;color:black;mso-themecolor:text1;mso-font-kerning:0pt;mso-ansi-language:EN-US;mso-fareast-language:ZH-CN";

/**
 * @param {Form} form one of `forms()`
 * @param {(cell: string) => string} textOf what stands in a cell
 * @param {{ title?: string, tables?: ("disclosure" | "requests" | "remedies")[] }} [options]
 */
export function wordHtml(form, textOf, { title = "", tables = ["disclosure", "requests", "remedies"] } = {}) {
  const parts = tables.map((key) => `${paragraph(form[key].title)}\n\n${table(form[key].rows, textOf)}`);
  return `<html ${SPACES}>

<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Word.Document>
<meta name=Generator content="Microsoft Word 15">
<meta name=Originator content="Microsoft Word 15">
<link rel=File-List href="file:///C:/Users/a/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml>
 <w:WordDocument>
  <w:View>Normal</w:View>
  <w:Zoom>0</w:Zoom>
  <w:PunctuationKerning/>
  <w:LidThemeOther>EN-US</w:LidThemeOther>
 </w:WordDocument>
</xml><![endif]--><!--[if gte mso 9]><xml>
 <w:LatentStyles DefLockedState="false" DefUnhideWhenUsed="false" LatentStyleCount="376">
${LATENT}
 </w:LatentStyles>
</xml><![endif]-->
${STYLES}
</head>

<body lang=ZH-CN style='tab-interval:21.0pt;word-wrap:break-word;text-justify-trim:punctuation'>
<!--StartFragment-->

${title ? paragraph(title) : ""}

${parts.join("\n\n")}

<!--EndFragment-->
</body>

</html>
`;
}

/** @param {string} text */
function paragraph(text) {
  return `<p class=MsoNormal style='line-height:28.0pt;mso-line-height-rule:exactly'><b><span\nstyle='${SPAN}'>${text}<span lang=EN-US><o:p></o:p></span></span></b></p>`;
}

/**
 * @param {any[][]} rows
 * @param {(cell: string) => string} textOf
 */
function table(rows, textOf) {
  const written = rows.map((row, y) => ` <tr style='mso-yfti-irow:${y};${y ? "" : "mso-yfti-firstrow:yes;"}height:20.0pt;mso-height-rule:exactly'>\n${row.map((box) => cell(box, textOf)).join("\n")}\n </tr>`);
  return `<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0 width="100%"\n style='width:100.0%;border-collapse:collapse;border:none;mso-border-alt:solid windowtext .5pt;\n mso-yfti-tbllook:1184;mso-padding-alt:0cm 0cm 0cm 0cm'>\n${written.join("\n")}\n <![if !supportMisalignedColumns]>\n <tr height=0>\n  <td width=28 style='border:none'></td>\n  <td width=120 style='border:none'></td>\n </tr>\n <![endif]>\n</table>`;
}

/**
 * @param {any} box
 * @param {(cell: string) => string} textOf
 */
function cell(box, textOf) {
  const spans = [box.colspan > 1 && `colspan=${box.colspan}`, box.rowspan > 1 && `rowspan=${box.rowspan}`].filter(Boolean).join(" ");
  const text = box.cell ? `<span lang=EN-US\n  style='${SPAN}'>${textOf(box.cell)}<o:p></o:p></span>` : `<span\n  style='${SPAN}'>${box.text}<span lang=EN-US><o:p></o:p></span></span>`;
  // A deleted revision and hidden text: Word sends both, and neither is printed.
  const hidden = `<span lang=EN-US style='display:none;mso-hide:all'>7</span>`;
  return `  <td width=64 ${spans} style='width:48.0pt;border:solid windowtext 1.0pt;\n  border-left:none;mso-border-left-alt:solid windowtext .5pt;mso-border-alt:solid windowtext .5pt;\n  mso-border-themecolor:text1;padding:0cm 0cm 0cm 0cm;height:20.0pt;mso-height-rule:exactly'>\n  <p class=MsoNormal align=center style='text-align:center;line-height:12.0pt;\n  mso-line-height-rule:exactly;mso-pagination:widow-orphan;word-break:break-all'>${text}${hidden}</p>\n  </td>`;
}
