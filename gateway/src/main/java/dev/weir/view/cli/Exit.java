package dev.weir.view.cli;

/// What the process's exit code says.
public final class Exit {
  public static final int OK = 0;

  /// The server refused, a rule was broken, or `doctor` found something that needs attention.
  public static final int REFUSED = 1;

  /// The command line itself is wrong.
  public static final int USAGE = 2;

  /// No server answers, and the data directory cannot be used instead.
  public static final int UNREACHABLE = 3;

  /// Configuration or data directory cannot be used as they are: somebody must change something.
  public static final int BROKEN = 4;

  /// A second signal ended the process while it was closing; the next start recovers.
  public static final int CUT_SHORT = 5;

  /// What is needed cannot be had now: a port or the data directory is in use, the disk is full.
  /// Worth trying again, unlike [#BROKEN].
  public static final int NOT_NOW = 6;

  /// A defect of Weir.
  public static final int BUG = 70;

  private Exit() {}
}
