package dev.weir.app.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Writes one file of a backup, from its first byte to its last. Used by one thread.
final class StoredWriter implements AutoCloseable {
  private final String name;
  private final FileChannel channel;
  private final MessageDigest digest = sha256();
  private long bytes;

  private StoredWriter(String name, FileChannel channel) {
    this.name = name;
    this.channel = channel;
  }

  static StoredWriter create(Path folder, String name) throws IOException {
    Stored.requireKnown(name);
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return new StoredWriter(
        name, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  long bytes() {
    return bytes;
  }

  void write(byte[] content, int length) throws IOException {
    ByteBuffer source = ByteBuffer.wrap(content, 0, length);
    while (source.hasRemaining()) {
      channel.write(source);
    }
    digest.update(content, 0, length);
    bytes += length;
  }

  /// The file survives power loss when this returns; nothing may follow.
  Stored done() throws IOException {
    channel.force(true);
    return new Stored(name, bytes, text(digest));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  static String text(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
