package dev.weir.base.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// A [Disk] in memory that fails as it is told: no room, read-only, a write that breaks off at a
/// given byte, the process killed, power lost with unsynced sectors kept or lost at random. Safe
/// for the journal's threads.
public final class MemoryDisk implements Disk {
  private static final int SECTOR = 512;

  private final Map<String, Content> files = new TreeMap<>();
  private long roomLeft = Long.MAX_VALUE;
  private long bytesUntilBreak = Long.MAX_VALUE;
  private boolean readOnly;
  private boolean defective;
  private boolean broken;

  /// A file, of which a sync copies what was written since the last one. What is visible is zeros
  /// beyond its length, what is synced is anything.
  private static final class Content {
    private byte[] visible = new byte[0];
    private byte[] synced = new byte[0];
    private int length;
    private int syncedLength;
    private int writtenFrom = Integer.MAX_VALUE;
    private int writtenTo;

    private static Content of(byte[] bytes) {
      Content content = new Content();
      content.visible = bytes;
      content.synced = bytes.clone();
      content.length = bytes.length;
      content.syncedLength = bytes.length;
      return content;
    }

    private byte[] whole() {
      return Arrays.copyOf(visible, length);
    }

    /// Makes it longer, by zeros.
    private void grow(int by) {
      int longer = Math.addExact(length, by);
      if (longer > visible.length) {
        visible = Arrays.copyOf(visible, Math.max(longer, 2 * visible.length));
      }
      written(length, longer);
      length = longer;
    }

    private void write(ByteBuffer source, int offset, int count) {
      source.get(visible, offset, count);
      written(offset, offset + count);
    }

    private void written(int from, int to) {
      writtenFrom = Math.min(writtenFrom, from);
      writtenTo = Math.max(writtenTo, to);
    }

    private void truncate(int size) {
      Arrays.fill(visible, size, length, (byte) 0);
      length = size;
    }

    private void sync() {
      if (synced.length < length) {
        synced = Arrays.copyOf(synced, visible.length);
      }
      int to = Math.min(writtenTo, length);
      if (writtenFrom < to) {
        System.arraycopy(visible, writtenFrom, synced, writtenFrom, to - writtenFrom);
      }
      syncedLength = length;
      writtenFrom = Integer.MAX_VALUE;
      writtenTo = 0;
    }
  }

  /// Lets files grow by so many bytes together, then `ENOSPC`.
  public synchronized void roomLeft(long bytes) {
    roomLeft = bytes;
  }

  public synchronized void readOnly(boolean value) {
    readOnly = value;
  }

  /// Has every operation throw what only a defect does.
  public synchronized void defective(boolean value) {
    defective = value;
  }

  /// After so many more bytes written, the write breaks off there and every operation is an I/O
  /// error.
  public synchronized void breakAfter(long bytes) {
    bytesUntilBreak = bytes;
  }

  /// The disk as a new process finds it after `kill -9`: what was written is there.
  public synchronized MemoryDisk afterKill() {
    MemoryDisk disk = new MemoryDisk();
    files.forEach((name, content) -> disk.files.put(name, Content.of(content.whole())));
    return disk;
  }

  /// The disk as it is found after power loss: what was synced is there; of the rest each sector is
  /// there or not.
  public synchronized MemoryDisk afterPowerLoss(RandomGenerator random) {
    MemoryDisk disk = new MemoryDisk();
    files.forEach((name, content) -> disk.files.put(name, Content.of(torn(content, random))));
    return disk;
  }

  private static byte[] torn(Content content, RandomGenerator random) {
    boolean keepsLength = random.nextBoolean();
    int length = keepsLength ? content.length : content.syncedLength;
    byte[] bytes = Arrays.copyOf(Arrays.copyOf(content.synced, content.syncedLength), length);
    for (int at = 0; at < length; at += SECTOR) {
      if (random.nextBoolean()) {
        int end = Math.min(Math.min(at + SECTOR, length), content.length);
        if (end > at) {
          System.arraycopy(content.visible, at, bytes, at, end - at);
        }
      }
    }
    return bytes;
  }

  public synchronized byte[] bytes(String name) {
    return contentOf(name).whole();
  }

  public synchronized void put(String name, byte[] bytes) {
    files.put(name, Content.of(bytes.clone()));
  }

  /// Flips bits of one byte, as decay would.
  public synchronized void corrupt(String name, int offset, int mask) {
    Content content = contentOf(name);
    content.visible[offset] ^= (byte) mask;
    content.synced[offset] ^= (byte) mask;
  }

  @Override
  public synchronized List<String> list() throws IOException {
    check();
    return List.copyOf(files.keySet());
  }

  @Override
  public synchronized SegmentFile create(String name) throws IOException {
    checkWritable();
    Content content = new Content();
    files.put(name, content);
    return new Handle(content);
  }

  @Override
  public synchronized SegmentFile open(String name) throws IOException {
    check();
    if (!files.containsKey(name)) {
      throw new NoSuchFileException(name);
    }
    return new Handle(contentOf(name));
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    checkWritable();
    if (!files.containsKey(from)) {
      throw new NoSuchFileException(from);
    }
    Content content = contentOf(from);
    files.remove(from);
    files.put(to, content);
  }

  @Override
  public synchronized void remove(String name) throws IOException {
    checkWritable();
    if (files.containsKey(name)) {
      roomLeft = roomLeft == Long.MAX_VALUE ? roomLeft : roomLeft + size(name);
      files.remove(name);
    }
  }

  @Override
  public void close() {}

  /// Sizes by name, for a test that accounts for room.
  public synchronized Map<String, Integer> sizes() {
    Map<String, Integer> sizes = new HashMap<>();
    files.forEach((name, content) -> sizes.put(name, content.length));
    return sizes;
  }

  private int size(String name) {
    return contentOf(name).length;
  }

  private Content contentOf(String name) {
    Content content = files.get(name);
    if (content == null) {
      throw new IllegalArgumentException("no file " + name + " in " + files.keySet());
    }
    return content;
  }

  private void check() throws IOException {
    if (defective) {
      throw new IllegalStateException("a defect");
    }
    if (broken) {
      throw new IOException("Input/output error");
    }
  }

  private void checkWritable() throws IOException {
    check();
    if (readOnly) {
      throw new IOException("Read-only file system");
    }
  }

  private final class Handle implements SegmentFile {
    private final Content content;

    private Handle(Content content) {
      this.content = content;
    }

    @Override
    public long size() throws IOException {
      synchronized (MemoryDisk.this) {
        check();
        return content.length;
      }
    }

    @Override
    public int read(ByteBuffer target, long offset) throws IOException {
      synchronized (MemoryDisk.this) {
        check();
        if (offset >= content.length) {
          return -1;
        }
        int count = (int) Math.min(target.remaining(), content.length - offset);
        target.put(content.visible, (int) offset, count);
        return count;
      }
    }

    @Override
    public void write(ByteBuffer source, long offset) throws IOException {
      synchronized (MemoryDisk.this) {
        checkWritable();
        int wanted = source.remaining();
        int fits = Math.min(grow(offset, wanted), (int) Math.min(wanted, bytesUntilBreak));
        content.write(source, (int) offset, fits);
        if (bytesUntilBreak != Long.MAX_VALUE) {
          bytesUntilBreak -= fits;
          broken = bytesUntilBreak == 0;
        }
        check();
        if (fits < wanted) {
          throw new IOException("No space left on device");
        }
      }
    }

    /// How many of the bytes fit, after making the file longer by those.
    private int grow(long offset, int wanted) {
      long more = Math.max(0, offset + wanted - content.length);
      long granted = Math.min(more, roomLeft);
      if (granted > 0) {
        content.grow(Math.toIntExact(granted));
        roomLeft = roomLeft == Long.MAX_VALUE ? roomLeft : roomLeft - granted;
      }
      return Math.toIntExact(wanted - (more - granted));
    }

    @Override
    public void sync() throws IOException {
      synchronized (MemoryDisk.this) {
        check();
        content.sync();
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (MemoryDisk.this) {
        checkWritable();
        if (size < content.length) {
          content.truncate((int) size);
        }
      }
    }

    @Override
    public void close() {}
  }
}
