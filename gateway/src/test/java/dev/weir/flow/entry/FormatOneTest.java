package dev.weir.flow.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The bytes were not written by the codec under test.
final class FormatOneTest {

  /// An entry as format 1 wrote it.
  record Old(String kind, String hex, Entry entry) {
    byte[] bytes() {
      return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
      return kind;
    }
  }

  static Stream<Old> kinds() {
    return Stream.of(
        new Old(
            "reserved",
            "01000000000000000100000000000000020180c49fd50c050a6b65795f61020d06726564030c636c6169"
                + "6d7300270c6770742d346f011d01000000000000000300000000000000040a23166770742d346f2d6d69"
                + "6e69c025b8170106622d3106726564053fc025011c6d61785f746f6b656e733d353132047031047231",
            WrittenEntries.reserved(Course.NONE)),
        new Old(
            "settled",
            "03000000000000000100000000000000020180c49fd50c05b009000000ac02000047c0250131e01204c0"
                + "2504310116617564696f5f696e7075740462310c6770742d346f2104c3a9c8014d01010101010100",
            WrittenEntries.settled("", "", Timing.NONE)),
        new Old(
            "released",
            "04000000000000000100000000000000020180c49fd50c05f7034f146e6f742062696c6c656414280101"
                + "01c60100",
            WrittenEntries.released(new Timing(10, 20, -1, -1, -1, 99, 0, -1, -1, -1))),
        new Old(
            "snapshot",
            "0b80c49fd50c050106622d3106726564053f0a07bc0501000000000000000100000000000000020180c4"
                + "9fd50c050a6b65795f61020d06726564030c636c61696d7300270c6770742d346f011d01000000000000"
                + "000300000000000000040a23166770742d346f2d6d696e69c025b8170106622d3106726564053fc02501"
                + "1c6d61785f746f6b656e733d353132047031047231010a622d31233101",
            WrittenEntries.snapshot(Course.NONE)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void anEntryOfFormatOneIsReadWithEmptyPlacesForWhatItDidNotSay(Old old) {
    assertThat(EntryCodec.decode(ByteBuffer.wrap(old.bytes()))).isEqualTo(old.entry());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isWrittenAgainInTheFormatOfToday(Old old) {
    ByteBuffer written = ByteBuffer.allocate(EntryCodec.size(old.entry()));
    EntryCodec.encode(old.entry(), written);
    assertThat(written.get(0)).isGreaterThan((byte) 12).isNotEqualTo(old.bytes()[0]);
    assertThat(EntryCodec.decode(written.flip())).isEqualTo(old.entry());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aPayloadThatIsCutAnywhereIsRefused(Old old) {
    byte[] bytes = old.bytes();
    for (int length = 0; length < bytes.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(bytes, 0, length).slice();
      assertThatIllegalArgumentException()
          .as("cut to %d bytes", length)
          .isThrownBy(() -> EntryCodec.decode(cut));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aSnapshotIsKnownWithoutDecodingItInEitherFormat(Old old) {
    ByteBuffer written = ByteBuffer.allocate(EntryCodec.size(old.entry()));
    EntryCodec.encode(old.entry(), written);
    assertThat(EntryCodec.isSnapshot(ByteBuffer.wrap(old.bytes())))
        .isEqualTo(EntryCodec.isSnapshot(written.flip()))
        .isEqualTo(old.kind().equals("snapshot"));
  }
}
