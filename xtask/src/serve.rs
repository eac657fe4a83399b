//! A folder -> a site on this machine, with the headers a real host should send.
//!
//! For work on the page and for its tests: GET and HEAD, one answer to a
//! connection, nothing cached.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::arrivals::Arrivals;

/// What the page may do: load its own files and compile wasm.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self'; connect-src 'self'; img-src 'self'; worker-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'self'";

/// What the worker may do. Chromium before 97 knows no `wasm-unsafe-eval`. Without
/// a header of its own a worker may do anything, connect to anywhere included.
const WORKER_POLICY: &str = "default-src 'none'; \
     script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'; connect-src 'self'";

const FIRST_PORT: u16 = 8080;
const LONGEST_HEAD: u64 = 16 * 1024;

/// A site that has its port and does not answer yet.
pub struct Server {
    listener: TcpListener,
    folder: PathBuf,
    arrivals: Arc<Arrivals>,
}

impl Server {
    /// Takes the given port, or the first free one from 8080 on.
    ///
    /// # Errors
    /// The folder is missing or the port is taken.
    pub fn bind(folder: &Path, port: Option<u16>) -> Result<Server> {
        let folder = folder
            .canonicalize()
            .with_context(|| format!("there is no folder {}", folder.display()))?;
        let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
        let listener = match port {
            Some(port) => bind(port).with_context(|| format!("port {port} is not to be had"))?,
            None => (FIRST_PORT..FIRST_PORT + 100)
                .find_map(|port| bind(port).ok())
                .with_context(|| format!("no port from {FIRST_PORT} on is free"))?,
        };
        Ok(Server {
            listener,
            folder,
            arrivals: Arc::default(),
        })
    }

    /// The same, holding requests for what is still being built.
    #[must_use]
    pub fn holding(self, arrivals: Arc<Arrivals>) -> Server {
        Server { arrivals, ..self }
    }

    /// The address to open.
    ///
    /// # Panics
    /// Never: a bound listener has an address.
    pub fn origin(&self) -> String {
        let address = self
            .listener
            .local_addr()
            .expect("a bound listener has an address");
        format!("http://{address}/")
    }

    /// Answers until the process ends, each connection on a thread of its own:
    /// browsers open some that they then leave idle.
    ///
    /// # Errors
    /// The listener broke.
    pub fn run(self) -> Result<()> {
        for connection in self.listener.incoming() {
            let connection = connection?;
            let (folder, arrivals) = (self.folder.clone(), Arc::clone(&self.arrivals));
            // A visitor who leaves early is no fault of the server's.
            thread::spawn(move || converse(&connection, &folder, &arrivals).ok());
        }
        Ok(())
    }
}

fn converse(mut connection: &TcpStream, folder: &Path, arrivals: &Arrivals) -> io::Result<()> {
    connection.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut head = BufReader::new(connection.take(LONGEST_HEAD)).lines();
    let Some(request) = head.next().transpose()? else {
        return Ok(());
    };
    // Closing with unread input would reset the connection under the answer.
    for line in head {
        if line?.is_empty() {
            break;
        }
    }
    let (method, rest) = request.split_once(' ').unwrap_or((&request, ""));
    let target = rest.split(' ').next().unwrap_or("");
    let answer = match method {
        "GET" | "HEAD" => answer(folder, target, arrivals),
        _ => Answer::failure("405 Method Not Allowed", None),
    };
    connection.write_all(answer.head().as_bytes())?;
    if method != "HEAD" {
        connection.write_all(&answer.body)?;
    }
    connection.flush()
}

struct Answer {
    status: &'static str,
    kind: &'static str,
    policy: &'static str,
    body: Vec<u8>,
}

impl Answer {
    fn failure(status: &'static str, reason: Option<String>) -> Answer {
        Answer {
            status,
            kind: "text/plain; charset=utf-8",
            policy: PAGE_POLICY,
            body: reason.unwrap_or_else(|| status.to_owned()).into_bytes(),
        }
    }

    fn head(&self) -> String {
        format!(
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n\
             Content-Security-Policy: {}\r\nX-Content-Type-Options: nosniff\r\n\
             Cache-Control: no-store\r\nConnection: close\r\n\r\n",
            self.status,
            self.kind,
            self.body.len(),
            self.policy
        )
    }
}

fn answer(folder: &Path, target: &str, arrivals: &Arrivals) -> Answer {
    let Some(name) = name_of(target) else {
        return Answer::failure("404 Not Found", None);
    };
    if let Err(reason) = arrivals.wait_for(&name) {
        return Answer::failure("503 Service Unavailable", Some(reason));
    }
    match find(folder, &name).and_then(|path| Some((fs::read(&path).ok()?, path))) {
        Some((body, path)) => Answer {
            status: "200 OK",
            kind: kind(&path),
            policy: if path.ends_with("worker.js") {
                WORKER_POLICY
            } else {
                PAGE_POLICY
            },
            body,
        },
        None => Answer::failure("404 Not Found", None),
    }
}

/// What a target names: a path from the folder.
fn name_of(target: &str) -> Option<String> {
    let path = decode(target.split(['?', '#']).next()?)?;
    path.strip_prefix('/').map(str::to_owned)
}

/// The file of a name, if it is within the folder: also after links.
fn find(folder: &Path, name: &str) -> Option<PathBuf> {
    let relative = Path::new(name);
    if !relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
    {
        return None;
    }
    let mut file = folder.join(relative);
    if file.is_dir() {
        file.push("index.html");
    }
    let file = file.canonicalize().ok()?;
    file.starts_with(folder).then_some(file)
}

/// Percent-decodes a path. A backslash parts names on Windows, so none is let in.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        bytes.push(match first {
            b'%' => {
                let (digits, after) = rest.split_at_checked(2)?;
                rest = after;
                u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?
            }
            other => *other,
        });
    }
    let path = String::from_utf8(bytes).ok()?;
    (!path.contains(['\\', '\0'])).then_some(path)
}

fn kind(path: &Path) -> &'static str {
    match path
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or("")
    {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "txt" | "md" | "ts" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "doc" => "application/msword",
        "xls" => "application/vnd.ms-excel",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// xtask's own folder stands in for a site.
    fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .canonicalize()
            .unwrap()
    }

    #[track_caller]
    fn check_status(target: &str, status: &str) {
        let answer = answer(&folder(), target, &Arrivals::default());
        assert_eq!(answer.status, status, "{target}");
    }

    #[test]
    fn a_file_is_found_with_and_without_a_query() {
        check_status("/Cargo.toml", "200 OK");
        check_status("/Cargo.toml?v=1", "200 OK");
        check_status("/%43argo.toml", "200 OK");
        check_status("/src/main.rs", "200 OK");
    }

    #[test]
    fn nothing_outside_the_folder_is_found() {
        for target in [
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/src/../../Cargo.toml",
            "/..%5cCargo.toml",
            "//etc/passwd",
            "/%2fetc/passwd",
            "/%00",
            "/%",
            "/%zz",
            "",
            "Cargo.toml",
            "http://127.0.0.1/Cargo.toml",
        ] {
            check_status(target, "404 Not Found");
        }
    }

    #[test]
    fn a_folder_without_an_index_is_not_listed() {
        check_status("/src", "404 Not Found");
        check_status("/", "404 Not Found");
    }

    #[test]
    fn every_answer_has_a_policy_and_forbids_sniffing() {
        let head = answer(&folder(), "/none", &Arrivals::default()).head();
        assert!(head.starts_with("HTTP/1.1 404 Not Found\r\n"));
        assert!(head.contains("\r\nContent-Security-Policy: default-src 'none'; script-src"));
        assert!(head.contains("\r\nX-Content-Type-Options: nosniff\r\n"));
        assert!(head.ends_with("\r\n\r\n"));
    }

    #[test]
    fn kinds_are_those_browsers_insist_on() {
        assert_eq!(kind(Path::new("a.wasm")), "application/wasm");
        assert_eq!(kind(Path::new("a.js")), "text/javascript; charset=utf-8");
        assert_eq!(kind(Path::new("a")), "application/octet-stream");
    }

    #[test]
    fn what_is_being_built_is_waited_for() {
        let arrivals = Arrivals::default();
        arrivals.expect("Cargo.toml".into());
        thread::scope(|scope| {
            let asked = scope.spawn(|| answer(&folder(), "/Cargo.toml?v=1", &arrivals).status);
            thread::sleep(Duration::from_millis(50));
            assert!(!asked.is_finished());
            arrivals.tell("Cargo.toml", Ok(()));
            assert_eq!(asked.join().unwrap(), "200 OK");
        });
    }

    #[test]
    fn what_could_not_be_built_is_told_of() {
        let arrivals = Arrivals::default();
        arrivals.expect("Cargo.toml".into());
        arrivals.tell("Cargo.toml", Err("it could not be built".into()));
        let answer = answer(&folder(), "/Cargo.toml", &arrivals);
        assert_eq!(answer.status, "503 Service Unavailable");
        assert_eq!(answer.body, b"it could not be built");
    }

    #[test]
    fn an_origin_answers_over_a_connection() {
        let server = Server::bind(&folder(), Some(0)).unwrap();
        let address = server.listener.local_addr().unwrap();
        thread::spawn(move || server.run());
        let mut connection = TcpStream::connect(address).unwrap();
        connection
            .write_all(b"HEAD /Cargo.toml HTTP/1.1\r\nHost: a\r\n\r\n")
            .unwrap();
        let mut head = String::new();
        connection.read_to_string(&mut head).unwrap();
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    }
}
