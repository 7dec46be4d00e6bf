package dev.weir.exchange.bill;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// How a file is written, and by whom.
public enum Form {
  OPENAI_USAGE(Kind.USAGE),
  OPENAI_COSTS(Kind.BILL),
  ANTHROPIC_USAGE(Kind.USAGE),
  ANTHROPIC_COSTS(Kind.BILL),
  AWS_CUR(Kind.BILL),
  FOCUS(Kind.BILL),
  AZURE_ACTUAL(Kind.BILL),
  AZURE_AMORTIZED(Kind.BILL);

  private final Kind kind;

  Form(Kind kind) {
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /// The name people write, for example `openai-usage`.
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Form of(String code) {
    return Arrays.stream(values())
        .filter(form -> form.code().equals(code))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a form of a bill is one of %s, was '%s'".formatted(codes(), code)));
  }

  /// All names, separated by commas.
  public static String codes() {
    return Arrays.stream(values()).map(Form::code).collect(Collectors.joining(", "));
  }
}
