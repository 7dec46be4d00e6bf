package dev.weir.base.http;

import io.vertx.core.http.HttpServerRequest;

/// One request of a client, its body read whole, and the answer to it.
///
/// An answer is either [#end(int, Headers, byte[])] alone, or [#head], any number of [#write] and
/// [#end()]. Every method may be called from any thread: calls from elsewhere are carried to the
/// exchange's loop in order. Arrays given are not copied and must not change afterwards. When the
/// client is gone, or the answer aborted, answering is allowed and does nothing.
/// `transfer-encoding` and `connection` given as headers are ignored, except `connection: close`; a
/// `content-length` is kept, and an answer that ends short of it is aborted.
public final class Exchange {
  private final Loop loop;
  private final HttpServerRequest request;
  private final Headers headers;
  private final byte[] body;
  private final Reply reply;

  Exchange(Loop loop, HttpServerRequest request, Headers headers, byte[] body, Reply reply) {
    this.loop = loop;
    this.request = request;
    this.headers = headers;
    this.body = body;
    this.reply = reply;
  }

  public String method() {
    return request.method().name();
  }

  /// The path as sent, still encoded.
  public String path() {
    String path = request.path();
    return path == null ? "/" : path;
  }

  /// What follows the `?`, still encoded; empty when there is none.
  public String query() {
    String query = request.query();
    return query == null ? "" : query;
  }

  public Headers headers() {
    return headers;
  }

  /// The body, shared and not to be changed; empty for [HttpListener.Receiver#breached].
  public byte[] body() {
    return body;
  }

  /// The client's IP address, without its port.
  public String remoteAddress() {
    return String.valueOf(request.remoteAddress().hostAddress());
  }

  public Loop loop() {
    return loop;
  }

  public void head(int status, Headers head) {
    loop.run(() -> reply.head(status, head));
  }

  /// Sends some of the body, at the latest at the end of this turn of the loop.
  ///
  /// Returns false when the client reads more slowly than this writes: nothing is lost, but the
  /// caller should stop until [#onWritable] runs. Off the loop the answer may be one write old.
  public boolean write(byte[] bytes) {
    if (loop.inLoop()) {
      return reply.write(bytes);
    }
    loop.execute(() -> reply.write(bytes));
    return !reply.isFull();
  }

  public void end() {
    loop.run(reply::end);
  }

  /// The whole answer at once, with its `content-length`.
  public void end(int status, Headers head, byte[] whole) {
    loop.run(() -> reply.end(status, head, whole));
  }

  /// Closes the connection without completing the answer, so that the client sees it was torn.
  public void abort() {
    loop.run(reply::abort);
  }

  /// Counts bytes that are kept for this exchange besides its body, until its answer is over and
  /// nobody [keeps][#keep()] it. False, and nothing counted, if all exchanges of the listener keep
  /// too much already. Only on the loop.
  public boolean hold(int bytes) {
    return reply.held().answer(bytes);
  }

  /// Counts bytes of a body that was made from this one and is kept as long. False, and nothing
  /// counted, if the bodies of all exchanges of the listener are too many already. Only on the
  /// loop.
  public boolean holdMade(int bytes) {
    return reply.held().copy(bytes);
  }

  /// What is kept for this exchange stays counted, even when its client has left, until the action
  /// returned is run, on any thread. Only on the loop.
  public Runnable keep() {
    return reply.held().keep();
  }

  /// Runs the task, on the loop, each time writing is possible again after it was not.
  public void onWritable(Runnable task) {
    loop.run(() -> reply.onWritable(task));
  }

  /// Runs the task once, on the loop, if the client leaves before the answer's end.
  public void onGone(Runnable task) {
    loop.run(() -> reply.onGone(task));
  }

  /// Runs the task once, on the loop, when the client has the whole answer, as far as its system
  /// has taken it, or has left.
  public void onOver(Runnable task) {
    loop.run(() -> reply.onOver(task));
  }

  /// Whether the client has left or the answer was aborted; off the loop this may lag behind.
  public boolean isGone() {
    return reply.isGone();
  }
}
