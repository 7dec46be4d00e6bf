package dev.weir.base.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentExtentTest {
  private static final Instant DAY = Instant.parse("2026-11-01T00:00:00Z");
  private static final int BYTES = 4096;

  @TempDir private Path folder;

  private static byte[] segment(long first, Instant begunAt) {
    byte[] head = new SegmentHeader(SegmentHeader.VERSION, first, begunAt).encode().array();
    return Arrays.copyOf(head, BYTES);
  }

  @Test
  void segmentsRawAndCompressedAreSeenInTheirOrderWhileAnotherOwnsTheFolder() throws IOException {
    try (FileDisk _ = FileDisk.own(folder)) {
      Path archive = folder.resolve(Segments.archivedName(0));
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
        out.write(segment(0, DAY));
      }
      Files.write(folder.resolve(Segments.rawName(BYTES)), segment(BYTES, DAY.plusSeconds(60)));
      Files.write(folder.resolve(Segments.SPARE), new byte[BYTES]);
      Files.write(folder.resolve("gap-0.bin"), new byte[7]);

      assertThat(SegmentExtent.since(folder, DAY))
          .containsExactly(
              new SegmentExtent(0, DAY, Files.size(archive)),
              new SegmentExtent(BYTES, DAY.plusSeconds(60), BYTES));
      assertThat(SegmentExtent.since(folder, DAY.plusSeconds(1)))
          .extracting(SegmentExtent::first)
          .containsExactly((long) BYTES);
    }
  }

  @Test
  void aSegmentWhoseHeaderIsLostOrCutIsLeftOut() throws IOException {
    Files.createDirectory(folder.resolve("archive"));
    Files.write(folder.resolve(Segments.archivedName(0)), new byte[] {0x1f, (byte) 0x8b});
    Files.write(folder.resolve(Segments.rawName(BYTES)), new byte[BYTES]);
    Files.write(folder.resolve(Segments.rawName(2 * BYTES)), segment(2 * BYTES, DAY));

    assertThat(SegmentExtent.since(folder, DAY))
        .containsExactly(new SegmentExtent(2 * BYTES, DAY, BYTES));
  }
}
