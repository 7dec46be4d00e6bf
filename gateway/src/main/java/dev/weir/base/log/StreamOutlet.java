package dev.weir.base.log;

import java.io.PrintWriter;

/// Lines on a stream that is not closed with it, such as standard error.
///
/// @param out flushes at each line end
public record StreamOutlet(PrintWriter out) implements Outlet {
  @Override
  public void line(String text) {
    out.println(text);
  }

  @Override
  public void close() {
    out.flush();
  }
}
