package dev.weir.flow.conversation;

import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.WireEvent;
import java.util.function.Consumer;

/// Reads the frames of one answer of a wire. One thread; its state is what the wire leaves out of
/// an event. The pieces in its frames are views of what is read: they are good only while their
/// consumer runs.
public interface FrameReader {

  /// @throws JsonFault if the event is none of this wire
  void event(WireEvent event, Consumer<Frame> to) throws JsonFault;

  /// The provider closed its stream: the wire's way to end without a word, if it has one.
  ///
  /// @throws JsonFault if what came is no answer
  void end(Consumer<Frame> to) throws JsonFault;

  /// An answer that is no stream.
  ///
  /// @throws JsonFault if it is none of this wire
  void whole(byte[] body, Consumer<Frame> to) throws JsonFault;
}
