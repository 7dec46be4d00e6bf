package dev.weir.exchange.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.http.Headers;
import dev.weir.base.http.Origin;
import dev.weir.base.http.OutboundRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageTest {
  private static final Storage S3 = new Storage.S3("eu-central-1");
  private static final Storage BLOB = new Storage.Blob();
  private static final String OBJECT =
      """
      <Contents><Key>weir/a.csv.gz</Key><LastModified>2026-11-01T02:03:04.000Z</LastModified>
        <ETag>&quot;5d41&quot;</ETag><Size>%s</Size><Owner><ID>x</ID></Owner></Contents>
      """;

  private static Listing s3(String page) {
    return S3.read("acme, page 1", page.getBytes(UTF_8));
  }

  private static String bucket(String content) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
        + "<Name>b</Name><Prefix>weir/</Prefix>"
        + content
        + "</ListBucketResult>";
  }

  private static OutboundRequest plain(String path) {
    return new OutboundRequest(
        "GET",
        new Origin(true, "acme.blob.core.windows.net", 443),
        path,
        Headers.EMPTY,
        new byte[0],
        Duration.ofSeconds(1));
  }

  @Test
  void aBucketIsListedPageByPage() {
    assertThat(S3.listing("weir/a b+c", Optional.empty()))
        .isEqualTo("?list-type=2&prefix=weir%2Fa%20b%2Bc");
    assertThat(S3.listing("", Optional.of("1/t=="))).endsWith("&continuation-token=1%2Ft%3D%3D");

    Listing page =
        s3(
            bucket(
                OBJECT.formatted("42")
                    + "<IsTruncated>true</IsTruncated>"
                    + "<NextContinuationToken>1/t==</NextContinuationToken>"));

    assertThat(page.objects())
        .containsExactly(
            new Stored("weir/a.csv.gz", "\"5d41\"", Instant.parse("2026-11-01T02:03:04Z"), 42));
    assertThat(page.next()).contains("1/t==");
    assertThat(s3(bucket("<IsTruncated>false</IsTruncated>")))
        .isEqualTo(new Listing(List.of(), Optional.empty()));
  }

  @Test
  void aContainerIsListedPageByPage() {
    assertThat(BLOB.listing("weir/", Optional.of("2!76")))
        .isEqualTo("?restype=container&comp=list&prefix=weir%2F&marker=2%2176");

    Listing page =
        BLOB.read(
            "acme, page 1",
            """
            \uFEFF<?xml version="1.0" encoding="utf-8"?><EnumerationResults ContainerName="c">
              <Blobs><Blob><Name>weir/manifest.json</Name><Properties>
                <Last-Modified>Sun, 01 Nov 2026 02:03:04 GMT</Last-Modified><Etag>0x8D</Etag>
                <Content-Length>7</Content-Length></Properties>
                <Metadata><Name>other</Name></Metadata></Blob></Blobs>
              <NextMarker>2!76</NextMarker></EnumerationResults>
            """
                .getBytes(UTF_8));

    assertThat(page.objects())
        .containsExactly(
            new Stored("weir/manifest.json", "0x8D", Instant.parse("2026-11-01T02:03:04Z"), 7));
    assertThat(page.next()).contains("2!76");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<html/> | it is a ListBucketResult, was a html",
        "<ListBucketResult> | it is not XML, line 1",
        "nothing | it is not XML, line 1",
      })
  void whatIsNoListingIsRefused(String page, String problem) {
    assertThatThrownBy(() -> s3(page)).hasMessage("acme, page 1: " + problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE ListBucketResult><ListBucketResult/>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
            + "<ListBucketResult><Prefix>&e;</Prefix></ListBucketResult>",
        "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
            + "<ListBucketResult><Prefix>&b;</Prefix></ListBucketResult>",
        "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/evil.dtd\"><ListBucketResult/>",
      })
  void documentTypesAndEntitiesAreRefusedAndNothingElsewhereIsRead(String page) {
    assertThatThrownBy(() -> s3(page))
        .hasMessage("acme, page 1: it has neither a document type nor entities");
  }

  @Test
  void anEntityThatNobodyDeclaredIsRefused() {
    assertThatThrownBy(() -> s3(bucket("<Prefix>&e;</Prefix>")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("acme, page 1: it ");
  }

  @Test
  void valuesThatAreNoneAreNamed() {
    assertThatThrownBy(() -> s3(bucket(OBJECT.formatted("-1"))))
        .hasMessage("acme, page 1: Size of weir/a.csv.gz is a length, was '-1'");
    assertThatThrownBy(() -> s3(bucket(OBJECT.formatted("1").replace("2026-", "26-"))))
        .hasMessageContaining(
            "LastModified of weir/a.csv.gz is a time, was '26-11-01T02:03:04.000Z'");
    assertThatThrownBy(() -> s3(bucket("<Contents><Key>a</Key></Contents>")))
        .hasMessage("acme, page 1: each object says its ETag");
    assertThatThrownBy(() -> s3(bucket("<IsTruncated>true</IsTruncated>")))
        .hasMessage("acme, page 1: NextContinuationToken is a text where there is more");
    assertThatThrownBy(() -> s3(bucket("<Prefix>" + "x".repeat(9_000) + "</Prefix>")))
        .hasMessage("acme, page 1: a text in it has at most 8,192 characters");
  }

  @Test
  void anObjectIsAskedForByItsKeyEncoded() {
    assertThat(S3.object("weir/data/BILLING_PERIOD=2026-10/a b~1*.csv"))
        .isEqualTo("/weir/data/BILLING_PERIOD%3D2026-10/a%20b~1%2A.csv");
  }

  @Test
  void aSharedAccessSignatureFollowsWhatIsAskedFor() {
    OutboundRequest listed = BLOB.present(plain("/c?comp=list"), "?sv=2022&sig=a%2B", Instant.MIN);
    OutboundRequest object = BLOB.present(plain("/c/a.csv"), "sig=a%2B&sv=2022", Instant.MIN);

    assertThat(listed.pathAndQuery()).isEqualTo("/c?comp=list&sv=2022&sig=a%2B");
    assertThat(object.pathAndQuery()).isEqualTo("/c/a.csv?sig=a%2B&sv=2022");
    assertThat(listed.headers().get("x-ms-version")).contains("2021-12-02");
    assertThat(listed.toString()).contains("GET").contains(" /c ").doesNotContain("sig=");
    assertThat(object.toString()).contains(" /c/a.csv ").doesNotContain("sig=");
    assertThatThrownBy(() -> plain("c?sig=hush")).hasMessage("a path starts with '/': c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hush",
        "?sv=2022",
        "sig=",
        "sig=a b",
        "sig=a#b",
        "https://a/?sig=x",
        "https://a/c?sv=2022&sig=x",
        "??sig=x"
      })
  void whatIsNoSharedAccessSignatureIsNotQuoted(String secret) {
    assertThatThrownBy(() -> BLOB.present(plain("/c"), secret, Instant.MIN))
        .hasMessage(
            "a shared access signature is an address's query alone, 'sig=' in it, has %d characters"
                .formatted(secret.length()));
  }

  @Test
  void anErrorIsCalledWhatItCallsItselfAndNoMore() {
    assertThat(
            Storage.code(
                "<?xml version=\"1.0\"?><Error><Code>SignatureDoesNotMatch</Code><Message>hush"
                    .getBytes(UTF_8)))
        .contains("SignatureDoesNotMatch");
    assertThat(Storage.code("<Code>not a code</Code>".getBytes(UTF_8))).isEmpty();
  }
}
