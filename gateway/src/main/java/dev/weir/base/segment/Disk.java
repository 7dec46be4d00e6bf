package dev.weir.base.segment;

import java.io.IOException;
import java.util.List;

/// The folder a journal lives in, owned by one process. Names may have one folder part
/// (`archive/…`). The real one is [FileDisk]; the fault-injecting twin of the tests keeps the same
/// contract in memory.
public interface Disk extends AutoCloseable {

  /// Names of all files, sorted.
  List<String> list() throws IOException;

  /// A new, empty file; one of that name is emptied.
  SegmentFile create(String name) throws IOException;

  /// An existing file, for reading and writing; [java.nio.file.NoSuchFileException] if there is
  /// none.
  SegmentFile open(String name) throws IOException;

  /// Renames in one step, replacing; the new name survives power loss when this returns.
  void rename(String from, String to) throws IOException;

  /// Removes a file if it exists.
  void remove(String name) throws IOException;

  /// Gives up the folder.
  @Override
  void close() throws IOException;
}
