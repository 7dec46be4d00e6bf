package dev.weir.flow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class EntryCodecTest {

  @Test
  void readsBackEveryKindOfEntryAsItWasWritten() {
    for (long seed = 1; seed <= 300; seed++) {
      RandomEntries entries = new RandomEntries(new Random(seed));
      for (int kind = 0; kind < RandomEntries.KINDS; kind++) {
        Entry entry = entries.of(kind);
        assertThat(EntryCodec.decode(encoded(entry)))
            .as("seed %d, kind %d", seed, kind)
            .isEqualTo(entry);
      }
    }
  }

  @Test
  void theRandomEntriesCoverEveryKindThereIs() {
    RandomEntries entries = new RandomEntries(new Random(1));
    Set<Class<?>> covered =
        IntStream.range(0, RandomEntries.KINDS)
            .mapToObj(kind -> entries.of(kind).getClass())
            .collect(Collectors.toSet());
    assertThat(covered).isEqualTo(leaves(Entry.class).collect(Collectors.toSet()));
  }

  @Test
  void theSizeIsThatOfTheBytesWritten() {
    for (long seed = 1; seed <= 300; seed++) {
      Entry entry = new RandomEntries(new Random(seed)).next();
      ByteBuffer target = ByteBuffer.allocate(1 << 16);
      EntryCodec.encode(entry, target);
      assertThat(target.position()).as("seed %d", seed).isEqualTo(EntryCodec.size(entry));
    }
  }

  @Test
  void refusesAPayloadThatIsCutAnywhere() {
    Entry entry = new RandomEntries(new Random(7)).of(2);
    ByteBuffer whole = encoded(entry);
    for (int length = 0; length < whole.limit(); length++) {
      ByteBuffer cut = whole.slice(0, length);
      assertThatIllegalArgumentException()
          .as("cut to %d bytes", length)
          .isThrownBy(() -> EntryCodec.decode(cut));
    }
  }

  @Test
  void refusesBytesAfterTheEntry() {
    byte[] whole = encoded(new RandomEntries(new Random(7)).of(4)).array();
    ByteBuffer longer = ByteBuffer.wrap(Arrays.copyOf(whole, whole.length + 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EntryCodec.decode(longer))
        .withMessageContaining("after the entry's end");
  }

  private static ByteBuffer encoded(Entry entry) {
    ByteBuffer target = ByteBuffer.allocate(EntryCodec.size(entry));
    EntryCodec.encode(entry, target);
    return target.flip();
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EntryCodecTest::leaves)
        : Stream.of(type);
  }
}
