package dev.weir.flow.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.dialect.Again;
import dev.weir.flow.dialect.Operation;
import dev.weir.flow.edge.Deferred.Begun;
import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.provider.Operations;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeferredTest {
  private static final Again BATCHES =
      Operations.read().all().stream()
          .filter(operation -> operation.code().equals("openai.watched_batches"))
          .findFirst()
          .flatMap(Operation::again)
          .orElseThrow();

  private final Deferred deferred = new Deferred((_, learnt) -> learnt.run());

  private Begun begun(int call, String key, String provider) {
    Begun begun =
        new Begun(new AttemptId(new CallId(call, call), 1), "openai.batches", key, provider, "b_1");
    deferred.begun(begun);
    return begun;
  }

  @Test
  void twoProvidersMayHaveTheSameIdOfAnAnswer() {
    Begun one = begun(1, "key_a", "p");
    Begun other = begun(2, "key_a", "q");

    assertThat(deferred.of("key_a", BATCHES, "p", "b_1")).contains(one);
    assertThat(deferred.of("key_a", BATCHES, "q", "b_1")).contains(other);
  }

  @Test
  void anAnswerIsNobodyElses() {
    Begun one = begun(1, "key_a", "p");

    assertThat(deferred.of("key_b", BATCHES, "p", "b_1")).isEmpty();
    assertThat(deferred.of(one.key(), BATCHES, "q", "b_1")).isEmpty();
  }

  @Test
  void nobodyListensForWhatIsKnown() {
    Begun one = begun(1, "key_a", "p");
    assertThat(deferred.isOpen(one)).isTrue();

    deferred.told(one, List.of());

    assertThat(deferred.isOpen(one)).isFalse();
    assertThat(deferred.of("key_a", BATCHES, "p", "b_1")).contains(one);
  }

  @Test
  void anAnswerThatAProviderGivesTwiceStaysWhoseItIs() {
    Begun first = begun(1, "key_a", "p");
    Begun again = begun(2, "key_b", "p");

    assertThat(deferred.of("key_a", BATCHES, "p", "b_1")).contains(first);
    assertThat(deferred.of("key_b", BATCHES, "p", "b_1")).isEmpty();
    assertThat(deferred.isOpen(again)).isFalse();

    deferred.told(again, List.of());
    assertThat(deferred.isOpen(first)).isTrue();
    deferred.told(first, List.of());
    begun(3, "key_a", "p");
    assertThat(deferred.isOpen(first)).isFalse();
  }
}
