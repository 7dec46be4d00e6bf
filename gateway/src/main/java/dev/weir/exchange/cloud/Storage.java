package dev.weir.exchange.cloud;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.base.http.Headers;
import dev.weir.base.http.OutboundRequest;
import dev.weir.flow.credential.AwsSignature;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How a storage is asked for objects and told who asks. What is asked for follows the storage's
/// own address, that of a bucket or a container.
public sealed interface Storage {

  /// What asks for a page of the objects whose keys begin so.
  ///
  /// @param after what the page before said
  String listing(String prefix, Optional<String> after);

  /// @param name of the page, for messages
  /// @throws IllegalArgumentException naming page, rule and value
  Listing read(String name, byte[] page);

  /// Has a request say who asks.
  ///
  /// @param secret as it is configured
  /// @throws IllegalArgumentException if it is none, without quoting it
  OutboundRequest present(OutboundRequest plain, String secret, Instant at);

  /// What asks for an object.
  default String object(String key) {
    return Arrays.stream(key.split("/", -1))
        .map(Storage::encoded)
        .collect(Collectors.joining("/", "/", ""));
  }

  /// A bucket of S3, or of what is asked as S3 is: ListObjectsV2 and GetObject, signed by version
  /// 4.
  record S3(String region) implements Storage {
    private static final ListingShape SHAPE =
        new ListingShape(
            "ListBucketResult",
            "Contents",
            "Key",
            "ETag",
            "LastModified",
            "Size",
            "NextContinuationToken",
            DateTimeFormatter.ISO_INSTANT);

    @Override
    public String listing(String prefix, Optional<String> after) {
      return "?list-type=2&prefix="
          + encoded(prefix)
          + after.map(token -> "&continuation-token=" + encoded(token)).orElse("");
    }

    @Override
    public Listing read(String name, byte[] page) {
      return SHAPE.read(name, page);
    }

    @Override
    public OutboundRequest present(OutboundRequest plain, String secret, Instant at) {
      Headers signature =
          AwsSignature.of(
              new AwsSignature.Signed(
                  plain.method(), plain.origin(), plain.pathAndQuery(), plain.body()),
              secret,
              new AwsSignature.Scope("s3", region),
              at);
      return plain.with(signature);
    }
  }

  /// A container of Azure's Blob storage: List Blobs and Get Blob, allowed by a shared access
  /// signature (SAS).
  record Blob() implements Storage {
    private static final String VERSION = "2021-12-02";
    private static final Pattern SIGNATURE =
        Pattern.compile("\\??((?:[^?]+&)?sig=[^&?]+(?:&[^?]+)?)");
    private static final ListingShape SHAPE =
        new ListingShape(
            "EnumerationResults",
            "Blob",
            "Name",
            "Etag",
            "Last-Modified",
            "Content-Length",
            "NextMarker",
            DateTimeFormatter.RFC_1123_DATE_TIME);

    @Override
    public String listing(String prefix, Optional<String> after) {
      return "?restype=container&comp=list&prefix="
          + encoded(prefix)
          + after.map(marker -> "&marker=" + encoded(marker)).orElse("");
    }

    @Override
    public Listing read(String name, byte[] page) {
      return SHAPE.read(name, page);
    }

    @Override
    public OutboundRequest present(OutboundRequest plain, String secret, Instant at) {
      Matcher signature = SIGNATURE.matcher(secret);
      if (!signature.matches() || !secret.matches("[\\x21-\\x7e&&[^#]]+")) {
        throw new IllegalArgumentException(
            "a shared access signature is an address's query alone, 'sig=' in it, has %d characters"
                .formatted(secret.length()));
      }
      String path = plain.pathAndQuery();
      return plain
          .at(path + (path.contains("?") ? "&" : "?") + signature.group(1))
          .with(Headers.of("x-ms-version", VERSION));
    }
  }

  /// As RFC 3986 has it, which is what version 4 signs.
  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /// What an answer that is none calls its error; the rest may quote what was sent.
  static Optional<String> code(byte[] body) {
    Matcher code =
        Pattern.compile("<Code>([A-Za-z0-9]{1,60})</Code>")
            .matcher(new String(body, 0, Math.min(body.length, 2_000), ISO_8859_1));
    return code.find() ? Optional.of(code.group(1)) : Optional.empty();
  }
}
