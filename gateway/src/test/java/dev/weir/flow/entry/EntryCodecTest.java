package dev.weir.flow.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.price.Charge;
import dev.weir.flow.rule.BalanceKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
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

  @Test
  void theBytesOfFormatOneStayAsTheyAre() {
    Entry settled =
        new Entry.Settled(
            new CallId(1, 2),
            1,
            Instant.ofEpochSecond(1_700_000_000L, 5),
            Usage.of(1200, 300, Provenance.REPORTED),
            new Charge(
                Money.ofPicos(2400),
                List.of(new Charge.Line(Meter.INPUT, 1200, Money.ofPicos(2), Money.ofPicos(2400))),
                List.of("audio_input"),
                "b1"),
            "gpt-4o",
            "default",
            "é",
            200,
            Ending.COMPLETE,
            Timing.NONE);
    assertThat(HexFormat.of().formatHex(encoded(settled).array()))
        .isEqualTo(
            "03000000000000000100000000000000020180c49fd50c05b009000000ac02000047c0250131e012"
                + "04c02504310116617564696f5f696e7075740462310c6770742d346f2104c3a9c8014d0101010101"
                + "0100");
    Entry alerted =
        new Entry.Alerted(
            new BalanceKey("team", "", -3),
            Instant.EPOCH,
            700,
            new Total(-1, 999_999_999_999L),
            Total.of(Long.MAX_VALUE));
    assertThat(HexFormat.of().formatHex(encoded(alerted).array()))
        .isEqualTo("080d01050000bc0501ff9f94a58d1d98f3e508ffffdca58901");
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
