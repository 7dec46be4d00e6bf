package dev.weir.base.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every [Disk] does, so that what the journal does on the twin holds on real files.
final class DiskContractTest {
  @TempDir private static Path folder;

  private static Stream<Disk> disks() {
    return Stream.<Supplier<Disk>>of(() -> FileDisk.own(folder), MemoryDisk::new)
        .map(Supplier::get);
  }

  @ParameterizedTest
  @MethodSource("disks")
  void aFileReadsBackWhatWasWrittenWhereItWasWritten(Disk disk) throws IOException {
    try (disk;
        SegmentFile file = disk.create("a.log")) {
      file.write(bytes("hello"), 0);
      file.write(bytes("HE"), 3);
      file.sync();
      ByteBuffer read = ByteBuffer.allocate(10);
      assertThat(file.read(read, 1)).isEqualTo(4);
      assertThat(new String(read.array(), 0, 4, StandardCharsets.UTF_8)).isEqualTo("elHE");
      assertThat(file.read(read, 5)).isEqualTo(-1);
      assertThat(file.size()).isEqualTo(5);
      file.truncate(2);
      assertThat(file.size()).isEqualTo(2);
      disk.remove("a.log");
    }
  }

  @ParameterizedTest
  @MethodSource("disks")
  void namesAreListedSortedAndRenamedReplacing(Disk disk) throws IOException {
    try (disk) {
      disk.create("b.log").close();
      disk.create("archive/c.gz").close();
      try (SegmentFile old = disk.create("d.log")) {
        old.write(bytes("old"), 0);
      }
      disk.rename("b.log", "d.log");
      assertThat(disk.list()).containsExactly("archive/c.gz", "d.log");
      try (SegmentFile renamed = disk.open("d.log")) {
        assertThat(renamed.size()).isZero();
      }
      disk.remove("d.log");
      disk.remove("archive/c.gz");
      assertThat(disk.list()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("disks")
  void whatIsNotThereIsSaidSo(Disk disk) throws IOException {
    try (disk) {
      assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> disk.open("x.log"));
      assertThatExceptionOfType(NoSuchFileException.class)
          .isThrownBy(() -> disk.rename("x.log", "y.log"));
      disk.remove("x.log");
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
