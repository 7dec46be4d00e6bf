package dev.weir.flow.conversation;

import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.WireEvent;
import java.util.function.Consumer;

/// Reads the frames of one answer of a wire. One thread; its state is what the wire leaves out of
/// an event.
public interface FrameReader {

  /// @throws JsonFault if the event is none of this wire
  void event(WireEvent event, Consumer<Frame> to) throws JsonFault;

  /// The provider closed its stream: the wire's way to end without a word, if it has one.
  void end(Consumer<Frame> to);

  /// An answer that is no stream.
  ///
  /// @throws JsonFault if it is none of this wire
  void whole(byte[] body, Consumer<Frame> to) throws JsonFault;
}
