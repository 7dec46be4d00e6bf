package dev.weir.acceptance;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/// What a stream of AWS's SDK told. It is written by the thread of the SDK's connection, and read
/// once the SDK has said that the stream is over.
final class ConverseTold {
  private final StringBuilder text = new StringBuilder();
  private final Map<Integer, String> tools = new TreeMap<>();
  private final Map<Integer, StringBuilder> inputs = new TreeMap<>();
  private StopReason stop = StopReason.UNKNOWN_TO_SDK_VERSION;
  private TokenUsage usage = TokenUsage.builder().build();

  /// The handler that tells it here.
  ConverseStreamResponseHandler handler() {
    return ConverseStreamResponseHandler.builder()
        .subscriber(
            ConverseStreamResponseHandler.Visitor.builder()
                .onContentBlockStart(this::started)
                .onContentBlockDelta(this::went)
                .onMessageStop(event -> stop = event.stopReason())
                .onMetadata(event -> usage = event.usage())
                .build())
        .build();
  }

  private void started(ContentBlockStartEvent event) {
    if (event.start() != null && event.start().toolUse() != null) {
      tools.put(event.contentBlockIndex(), event.start().toolUse().name());
    }
  }

  private void went(ContentBlockDeltaEvent event) {
    if (event.delta().text() != null) {
      text.append(event.delta().text());
    }
    if (event.delta().toolUse() != null) {
      inputs
          .computeIfAbsent(event.contentBlockIndex(), _ -> new StringBuilder())
          .append(event.delta().toolUse().input());
    }
  }

  String text() {
    return text.toString();
  }

  /// The names of the tools it uses, by the places of their blocks.
  Map<Integer, String> tools() {
    return tools;
  }

  /// What the tool of a block is given; blank if nothing was said.
  String input(int block) {
    return String.valueOf(inputs.getOrDefault(block, new StringBuilder()));
  }

  StopReason stop() {
    return stop;
  }

  TokenUsage usage() {
    return usage;
  }
}
