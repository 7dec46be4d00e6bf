package dev.weir.app.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where bills and provider usage come from besides files.
public record BillsPart(
    @Meaning(
            "accounts at vendors that are asked for [usage and costs](bills.md#fetched), by name:"
                + " as a rule the configured provider's whose account it is")
        Map<String, SourcePart> sources) {
  public static final BillsPart DEFAULT = new BillsPart(Map.of());

  public BillsPart {
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
  }
}
