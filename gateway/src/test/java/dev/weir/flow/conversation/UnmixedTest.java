package dev.weir.flow.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.dialect.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnmixedTest {
  private final List<Frame> passed = new ArrayList<>();
  private final Unmixed unmixed = new Unmixed(passed::add);

  @Test
  void putsThePiecesOfEachToolTogetherWhateverTheirOrder() {
    for (int seed = 0; seed < 2000; seed++) {
      passed.clear();
      var random = new Random(seed);
      List<Frame> answer = RandomAnswer.of(random, Wire.ANTHROPIC_MESSAGES);
      var apart = new Unmixed(passed::add);
      RandomAnswer.mixed(answer, random).forEach(apart::frame);

      assertThat(RandomAnswer.joined(passed))
          .as("seed %d", seed)
          .isEqualTo(RandomAnswer.joined(answer));
    }
  }

  @Test
  void doesNotHoldBackWhatComesInOrder() {
    List<Frame> frames =
        List.of(
            new Frame.Began("", ""),
            new Frame.ToolBegan(0, 0, "a", "one"),
            new Frame.ToolArguments(0, 0, JsonSlice.quoted("{\"x\":\"}")),
            new Frame.ToolArguments(0, 0, JsonSlice.quoted("\"}")),
            new Frame.ToolBegan(0, 1, "b", "two"));
    frames.forEach(unmixed::frame);

    assertThat(passed).isEqualTo(frames);
  }

  @Test
  void givesWhatIsHeldWhenTheAnswerStopsBeforeAToolIsWhole() {
    unmixed.frame(new Frame.ToolBegan(0, 0, "a", "one"));
    unmixed.frame(new Frame.ToolArguments(0, 0, JsonSlice.quoted("{")));
    unmixed.frame(new Frame.ToolBegan(0, 1, "b", "two"));
    assertThat(passed).hasSize(2);
    unmixed.frame(new Frame.Stopped(0, Stop.LENGTH, "", ""));

    assertThat(passed).hasSize(4).last().isInstanceOf(Frame.Stopped.class);
  }

  @Test
  void passesOnTheFirstChoiceOnly() {
    unmixed.frame(new Frame.Text(1, JsonSlice.quoted("x")));
    unmixed.frame(new Frame.Stopped(1, Stop.END, "", ""));

    assertThat(passed).isEmpty();
  }
}
