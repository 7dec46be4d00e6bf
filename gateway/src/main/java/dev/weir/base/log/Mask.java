package dev.weir.base.log;

import java.net.URI;
import java.util.regex.Pattern;

/// What stands in place of a secret in what people read: log lines, the configuration that is
/// printed or reported as changed, the doctor's findings.
public final class Mask {
  /// In place of what is not shown.
  private static final String MARK = "***";

  private static final Pattern KEY = Pattern.compile("\\b(wk_|wa_|sk-)[A-Za-z0-9_-]{16,}");

  private Mask() {}

  /// The text, of what has the form of a key only the beginning that tells its kind.
  public static String keys(String text) {
    return KEY.matcher(text).replaceAll("$1" + MARK);
  }

  /// Where a URL leads, without its path and query, which often are the secret that opens it.
  public static String path(URI url) {
    boolean saysMore = url.getRawPath().length() > 1 || url.getRawQuery() != null;
    return saysMore ? url.getScheme() + "://" + url.getRawAuthority() + "/" + MARK : url.toString();
  }
}
