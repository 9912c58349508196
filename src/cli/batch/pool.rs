//! Chunks dealt to workers in turn, and their pieces collected in the same turn: the order of the input.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::feed::Feed;
use crate::batch::{Chunk, Job, Piece, Worker};
use crate::cli::Failure;

/// How many chunks wait for a worker.
const CHUNKS: usize = 1;
/// How many pieces of a worker wait to be taken: as many as a chunk makes with a row a day, so that a worker can be done
/// with its chunk while another's is written.
const PIECES: usize = 16;

/// Takes a piece and gives it back to be used again; `None` where no more are wanted.
pub type Take<'t> = dyn FnMut(Piece) -> Result<Option<Piece>, Failure> + 't;

/// Evaluates everything that the feed has. False where no more pieces were wanted before its end.
pub fn run(feed: Feed, jobs: usize, job: &Arc<Job>, take: &mut Take<'_>) -> Result<bool, Failure> {
    if jobs <= 1 { inline(feed, job, take) } else { threads(feed, jobs, job, take) }
}

/// Everything on this thread.
fn inline(mut feed: Feed, job: &Arc<Job>, take: &mut Take<'_>) -> Result<bool, Failure> {
    let mut worker = Worker::new(Arc::clone(job));
    while let Some(chunk) = feed.next()? {
        let mut failure = None;
        let is_taken = worker.run(chunk, &mut |piece| match take(piece) {
            Ok(back) => back,
            Err(error) => {
                failure = Some(error);
                None
            }
        });
        if let Some(failure) = failure {
            return Err(failure);
        }
        if !is_taken {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Where a worker gets its chunks from.
type Inbox = SyncSender<Result<Chunk, Failure>>;

/// A worker on a thread of its own, from outside.
struct Desk {
    pieces: Receiver<Result<Piece, Failure>>,
    back: SyncSender<Piece>,
}

/// A thread that reads and one for each worker; this one takes the pieces. As many workers as threads can be had, and
/// everything on this thread where that is none. The threads are not waited for: one that reads may wait for input that
/// never comes, long after the last piece was wanted.
fn threads(feed: Feed, jobs: usize, job: &Arc<Job>, take: &mut Take<'_>) -> Result<bool, Failure> {
    let (begin, given) = sync_channel::<(Feed, Vec<Inbox>)>(1);
    let dealer = thread::Builder::new().spawn(move || {
        if let Ok((feed, inboxes)) = given.recv() {
            deal(feed, &inboxes);
        }
    });
    let jobs = if dealer.is_ok() { jobs } else { 0 };
    let hired = (0..jobs).map_while(|_| hire(Arc::clone(job)).ok());
    let (inboxes, desks): (Vec<Inbox>, Vec<Desk>) = hired.unzip();
    if desks.is_empty() {
        return inline(feed, job, take);
    }
    let _ = begin.send((feed, inboxes));
    for desk in desks.iter().cycle() {
        loop {
            // A worker that is gone had no chunk left: dealt in turn, none of the others has one either.
            let Ok(piece) = desk.pieces.recv() else { return Ok(true) };
            let piece = piece?;
            let is_last = piece.is_last;
            let Some(back) = take(piece)? else { return Ok(false) };
            let _ = desk.back.try_send(back);
            if is_last {
                break;
            }
        }
    }
    Ok(true)
}

/// Deals the chunks in turn, until the feed ends or a worker is gone.
fn deal(mut feed: Feed, inboxes: &[Inbox]) {
    for inbox in inboxes.iter().cycle() {
        let Some(chunk) = feed.next().transpose() else { return };
        let is_end = chunk.is_err();
        if inbox.send(chunk).is_err() || is_end {
            return;
        }
    }
}

/// A worker on a thread of its own, where one can be had.
fn hire(job: Arc<Job>) -> io::Result<(Inbox, Desk)> {
    let (inbox, chunks) = sync_channel::<Result<Chunk, Failure>>(CHUNKS);
    let (out, pieces) = sync_channel(PIECES);
    let (back, used) = sync_channel::<Piece>(PIECES);
    thread::Builder::new().spawn(move || {
        let mut worker = Worker::new(job);
        let mut hand_on = |piece| out.send(Ok(piece)).ok().map(|()| used.try_recv().unwrap_or_default());
        for chunk in chunks {
            let is_taken = match chunk {
                Ok(chunk) => worker.run(chunk, &mut hand_on),
                Err(failure) => {
                    let _ = out.send(Err(failure));
                    false
                }
            };
            if !is_taken {
                return;
            }
        }
    })?;
    Ok((inbox, Desk { pieces, back }))
}
