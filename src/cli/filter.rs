//! Documents as JSON Lines in, results as JSON Lines out.

use super::run::pool;
use super::status::Status;
use super::terminal::unread;
use super::writing::{Written, flush, refuse, write};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use gouji::Options;
use gouji::input::{self, Content};
use gouji::source::Words;
use gouji::view::View;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, BufWriter};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver};

/// One line of input.
#[derive(Deserialize)]
struct Given {
    #[serde(default)]
    id: Option<Box<RawValue>>,
    #[serde(default)]
    name: String,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    base64: Option<String>,
}

/// One line of output.
#[derive(Serialize)]
struct Answer {
    id: Option<Box<RawValue>>,
    #[serde(flatten)]
    result: Outcome,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Outcome {
    Result(Box<View>),
    Error(Message),
}

#[derive(Serialize)]
struct Message {
    message: String,
    message_en: String,
}

/// Answers every line of standard input, in order.
pub fn filter(jobs: Option<usize>) -> Status {
    match answer_all(jobs) {
        Ok(()) => Status::Sound,
        Err(why) => refuse("-", &why),
    }
}

fn answer_all(jobs: Option<usize>) -> Result<(), Words> {
    let pool = pool(jobs)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let most = pool.current_num_threads() * LINES;
    let lines = lines(most);
    let mut first = 1;
    // Whatever lines are there by now are answered together; none is waited for.
    while let Ok(line) = lines.recv() {
        let more = lines.try_iter().take(most - 1);
        let batch: Vec<_> = [line].into_iter().chain(more).collect();
        let numbered = batch.par_iter().enumerate();
        let answers = numbered.map(|(at, line)| match line {
            Ok(line) => Ok(answer(line, first + at)),
            Err(why) => Err(why.clone()),
        });
        let answers: Vec<_> = pool.install(|| answers.collect());
        first += batch.len();
        for answer in answers {
            if let Written::Gone = write(&mut out, &answer?.unwrap_or_default())? {
                return Ok(());
            }
        }
        // Who drives this line by line waits for the answer.
        if let Written::Gone = flush(&mut out)? {
            return Ok(());
        }
    }
    Ok(())
}

/// So many lines are held for each thread.
const LINES: usize = 64;

/// The lines of standard input, read ahead of those who answer them.
fn lines(most: usize) -> Receiver<Result<Vec<u8>, Words>> {
    let (sender, receiver) = mpsc::sync_channel(most);
    std::thread::spawn(move || {
        let mut input = BufReader::with_capacity(1 << 20, io::stdin().lock());
        loop {
            let mut line = Vec::new();
            let sent = match input.read_until(b'\n', &mut line) {
                Ok(0) => break,
                Ok(_) => sender.send(Ok(line)),
                Err(why) => sender.send(Err(unread(&why))),
            };
            // Nobody waits for it any longer.
            if sent.is_err() {
                break;
            }
        }
    });
    receiver
}

fn answer(line: &[u8], number: usize) -> Option<Vec<u8>> {
    if line.iter().all(u8::is_ascii_whitespace) {
        return None;
    }
    let (id, results) = match serde_json::from_slice::<Given>(line) {
        Ok(given) => (given.id.clone(), checked(&given)),
        Err(why) => {
            let why = Words::new(
                format!(
                    "第{number}行不是所要的JSON对象，第{}个字节处不对",
                    why.column()
                ),
                format!("line {number} is not the JSON object asked for: {why}"),
            );
            (None, vec![error(why)])
        }
    };
    let mut bytes = Vec::new();
    for result in results {
        let id = id.clone();
        let answer = serde_json::to_vec(&Answer { id, result });
        bytes.extend(answer.unwrap_or_default());
        bytes.push(b'\n');
    }
    Some(bytes)
}

/// Should the program itself fail on a document, the others are answered all the same.
fn checked(given: &Given) -> Vec<Outcome> {
    let views = catch_unwind(AssertUnwindSafe(|| check(given)));
    let views = views.unwrap_or_else(|_| {
        Err(Words::new(
            "核对时程序出错，未核对此文件",
            "the program failed on this document, which was not checked",
        ))
    });
    let results = |views: Vec<View>| {
        let results = views.into_iter().map(Box::new).map(Outcome::Result);
        results.collect()
    };
    views.map_or_else(|why| vec![error(why)], results)
}

fn error(words: Words) -> Outcome {
    Outcome::Error(Message {
        message: words.zh,
        message_en: words.en,
    })
}

fn check(given: &Given) -> Result<Vec<View>, Words> {
    let bytes = match (&given.text, &given.base64) {
        (Some(text), None) => Cow::Borrowed(text.as_bytes()),
        (None, Some(base64)) => Cow::Owned(decoded(base64)?),
        _ => {
            return Err(Words::new(
                "应有text或base64之一",
                "one of text and base64 is wanted",
            ));
        }
    };
    let opened = input::open(&given.name, &bytes)?;
    if matches!(opened.content, Content::Archive(_)) {
        return Err(Words::new(
            "是压缩包，请先解压",
            "is an archive; unpack it first",
        ));
    }
    let readings = gouji::recognize(&opened);
    let options = Options::default();
    let views = readings
        .iter()
        .map(|reading| gouji::check(reading, &options).view());
    Ok(views.collect())
}

fn decoded(base64: &str) -> Result<Vec<u8>, Words> {
    STANDARD
        .decode(base64)
        .map_err(|why| Words::new("base64无法解码", format!("base64 cannot be decoded: {why}")))
}
