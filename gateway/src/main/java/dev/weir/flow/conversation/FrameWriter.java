package dev.weir.flow.conversation;

import dev.weir.flow.dialect.ProviderError;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;

/// Writes one answer in a wire. One thread.
public interface FrameWriter {

  /// A step of a stream, framing included; may write nothing.
  void frame(Frame frame, ByteArrayOutputStream to);

  /// An answer that is no stream.
  ///
  /// @param frames all of it; the last is `Ended`
  byte[] whole(List<Frame> frames);

  /// The body of an answer by which the provider refused.
  byte[] error(ProviderError error);

  /// `content-type` of a stream.
  String streamType();

  /// What is answered, for what a wire repeats in its answers.
  ///
  /// @param asked as the caller asked it
  /// @param accepted when
  /// @param call Weir's id of the call, for answers to which the provider gave none
  record Occasion(Conversation asked, Instant accepted, String call) {}
}
