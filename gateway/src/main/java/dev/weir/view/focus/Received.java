package dev.weir.view.focus;

import dev.weir.view.cli.Progress;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/// Says how much of a text has come, as it is written on.
final class Received extends FilterWriter {
  private static final long MEGABYTE = 1_000_000;

  private final Progress progress;
  private long characters;

  Received(Writer out, Progress progress) {
    super(out);
    this.progress = progress;
  }

  @Override
  public void write(int character) throws IOException {
    out.write(character);
    count(1);
  }

  @Override
  public void write(char[] text, int from, int length) throws IOException {
    out.write(text, from, length);
    count(length);
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    out.write(text, from, length);
    count(length);
  }

  private void count(int more) {
    long megabytes = (characters + more) / MEGABYTE;
    if (megabytes > characters / MEGABYTE) {
      progress.now("received %,d MB".formatted(megabytes));
    }
    characters += more;
  }
}
