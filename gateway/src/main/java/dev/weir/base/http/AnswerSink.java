package dev.weir.base.http;

/// Receives one upstream answer: a head, any number of chunks, then `end` or `failed` exactly once.
///
/// A failure may come first. All methods are called on the loop the request was sent from and must
/// not block. After [Sending#cancel] nothing more is called.
public interface AnswerSink {
  /// The connection that the request goes out on is there. May come before [HttpClient#send] has
  /// returned; does not come where there is none.
  ///
  /// @param fresh whether it was made for this request; else it was kept from another
  default void connected(boolean fresh) {}

  void head(int status, Headers headers);

  /// Some of the body. Where one chunk ends and the next begins means nothing; the array is the
  /// receiver's to keep.
  void chunk(byte[] bytes);

  /// The body is complete: its declared length was reached, or its last chunk came.
  void end();

  void failed(Failure failure);
}
