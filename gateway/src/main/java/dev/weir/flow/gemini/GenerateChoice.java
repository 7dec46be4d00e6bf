package dev.weir.flow.gemini;

import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.Stop;
import java.util.function.Consumer;

/// One choice of an answer as it goes on: how many calls it made, why it finished. One reader.
final class GenerateChoice {
  private static final int ID_LENGTH_MAX = 64;

  private final int choice;
  private final String answer;
  private int calls;
  private String finish = "";

  /// @param answer its id, for calls that have none of their own
  GenerateChoice(int choice, String answer) {
    this.choice = choice;
    this.answer = answer;
  }

  boolean finished() {
    return !finish.isEmpty();
  }

  void said(GenerateChunk.Candidate candidate, Consumer<Frame> to) {
    for (GenerateChunk.Said said : candidate.said) {
      if (said.call) {
        call(said, to);
      } else {
        piece(said, to);
      }
    }
    finish = finish.isEmpty() ? candidate.finish : finish;
  }

  private void call(GenerateChunk.Said said, Consumer<Frame> to) {
    int tool = calls++;
    String id = said.id.isEmpty() ? madeId(tool) : said.id;
    to.accept(new Frame.ToolBegan(choice, tool, id, said.name));
    to.accept(new Frame.ToolArguments(choice, tool, said.arguments.asString()));
    GenerateSeals.read(said.signature)
        .ifPresent(seal -> to.accept(new Frame.ToolSealed(choice, tool, seal)));
  }

  private void piece(GenerateChunk.Said said, Consumer<Frame> to) {
    JsonSlice text = said.text;
    if (!text.isEmptyString()) {
      to.accept(said.thought ? new Frame.Thought(choice, text) : new Frame.Text(choice, text));
    }
    GenerateSeals.read(said.signature).ifPresent(seal -> to.accept(new Frame.Sealed(choice, seal)));
  }

  /// Differs between the answers of a conversation, as the results that name it need.
  private String madeId(int tool) {
    String made = "call_%s_%d_%d".formatted(answer, choice, tool);
    return made.substring(Math.max(0, made.length() - ID_LENGTH_MAX));
  }

  /// @param blocked why the prompt was blocked meanwhile, or empty
  void stopped(String blocked, Consumer<Frame> to) {
    boolean cut = finish.isEmpty() && !blocked.isEmpty();
    Stop stop = cut ? Stop.FILTERED : GenerateWords.stop(finish, calls > 0);
    to.accept(new Frame.Stopped(choice, stop, cut ? blocked : finish, ""));
  }
}
