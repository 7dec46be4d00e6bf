package dev.weir.flow.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.base.money.Total;
import dev.weir.flow.rule.BalanceKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
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

  /// The expected bytes were not written by the codec under test.
  @Test
  void theBytesOfFormatTwoStayAsTheyAre() {
    Course course =
        new Course(
            "retry",
            "openai.responses",
            "a/b",
            "n7",
            List.of(new Course.Used("tone", 3, 120)),
            "temperature=0.2",
            "eu");
    assertThat(hex(WrittenEntries.reserved(course)))
        .isEqualTo(
            "0d000000000000000100000000000000020180c49fd50c050a6b65795f61020d06726564030c636c6169"
                + "6d7300270c6770742d346f011d01000000000000000300000000000000040a23166770742d346f2d6d69"
                + "6e69c025b8170106622d3106726564053fc025011c6d61785f746f6b656e733d35313204703104723163"
                + "6706612f62046e370108746f6e6503781e74656d70657261747572653d302e32046575");
    assertThat(
            hex(
                WrittenEntries.settled(
                    "fp_1", "eu", new Timing(-1, -1, -1, -1, -1, -1, 0, 5, 600, 0))))
        .isEqualTo(
            "0e000000000000000100000000000000020180c49fd50c05b009000000ac02000047c0250131e01204c0"
                + "2504310116617564696f5f696e7075740462310c6770742d346f2104c3a90866705f31046575c8014d01"
                + "0101010101000ab00900");
    assertThat(hex(WrittenEntries.released(new Timing(10, 20, -1, -1, -1, 99, 0, 5, 600, 0))))
        .isEqualTo(
            "0f000000000000000100000000000000020180c49fd50c05f7034f146e6f742062696c6c656414280101"
                + "01c601000ab00900");
    assertThat(hex(WrittenEntries.snapshot(course)))
        .isEqualTo(
            "1180c49fd50c050106622d3106726564053f0a07bc0501000000000000000100000000000000020180c4"
                + "9fd50c050a6b65795f61020d06726564030c636c61696d7300270c6770742d346f011d01000000000000"
                + "000300000000000000040a23166770742d346f2d6d696e69c025b8170106622d3106726564053fc02501"
                + "1c6d61785f746f6b656e733d353132047031047231636706612f62046e370108746f6e6503781e74656d"
                + "70657261747572653d302e32046575010a622d31233101");
    assertThat(
            hex(
                new Entry.Drifted(
                    WrittenEntries.AT,
                    "openai",
                    "gpt-4o",
                    "gpt-4o-1",
                    "gpt-4o-2",
                    WrittenEntries.CALL)))
        .isEqualTo(
            "1080c49fd50c05230c6770742d346f106770742d346f2d31106770742d346f2d32000000000000000100"
                + "00000000000002");
    assertThat(
            hex(
                new Entry.Bypassed(
                    WrittenEntries.AT, "openai", "key_abc", LocalDate.of(2026, 10, 31), 3, 1_100)))
        .isEqualTo("1680c49fd50c05230e6b65795f61626314323032362d31302d333103cc08");
    assertThat(
            hex(
                new Entry.ScopeGrew(
                    WrittenEntries.AT, "claims", "agent", "key_abc", "night run", 1_100)))
        .isEqualTo(
            "1980c49fd50c050c636c61696d730a6167656e740e6b65795f616263126e696768742072756ecc08");
    Entry alerted =
        new Entry.Alerted(
            new BalanceKey("team", "", -3),
            Instant.EPOCH,
            700,
            new Total(-1, 999_999_999_999L),
            Total.of(Long.MAX_VALUE));
    assertThat(hex(alerted)).isEqualTo("080d01050000bc0501ff9f94a58d1d98f3e508ffffdca58901");
  }

  private static String hex(Entry entry) {
    return HexFormat.of().formatHex(encoded(entry).array());
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
