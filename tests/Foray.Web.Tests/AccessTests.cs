using Foray.Sdk.Diagnostics;
using Foray.Web.Access;

namespace Foray.Web.Tests;

public sealed class AccessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("foray-web-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Bearer 0123456789abcdef", true)]
    [InlineData("bearer  0123456789abcdef ", true)]
    [InlineData("Bearer 0123456789abcdeF", false)]
    [InlineData("Bearer 0123456789abcdef0", false)]
    [InlineData("Bearer", false)]
    [InlineData("Basic 0123456789abcdef", false)]
    [InlineData("0123456789abcdef", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_token_is_shown_as_a_bearers_and_as_a_whole(string? header, bool isShown)
    {
        var token = BearerToken.Read(Write("token", "0123456789abcdef\n"));

        Assert.Equal(isShown, token.IsShownBy(header));
    }

    [Theory]
    [InlineData("short", "fewer than 16 characters")]
    [InlineData("", "fewer than 16 characters")]
    [InlineData("0123456789 abcdef 0123456789", "characters that a header cannot hold")]
    [InlineData("0123456789abcdefghijklmnöpq", "characters that a header cannot hold")]
    public void What_is_no_token_is_refused_without_being_shown(string text, string reason)
    {
        var refused = Assert.Throws<DiagnosticException>(() => BearerToken.Read(Write("token", text)));

        Assert.Equal("FORAY397", refused.Diagnostics[0].Code);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_or_too_long_holds_no_token()
    {
        Assert.Equal("FORAY397", Assert.Throws<DiagnosticException>(() => BearerToken.Read(Path.Combine(_folder, "none"))).Diagnostics[0].Code);
        Assert.Equal("FORAY397", Assert.Throws<DiagnosticException>(() => BearerToken.Read(Write("token", new string('x', 5000)))).Diagnostics[0].Code);
    }

    [Fact]
    public void A_certificate_is_read_from_PEM_and_from_PKCS_12()
    {
        using var made = Certificates.Create();
        var file = Path.Combine(_folder, "server.p12");
        File.WriteAllBytes(file, made.Export(System.Security.Cryptography.X509Certificates.X509ContentType.Pkcs12));

        using var pem = ServerCertificate.Read(Certificates.WritePem(_folder));
        using var pkcs12 = ServerCertificate.Read(file);

        Assert.Equal(("CN=localhost", "CN=localhost"), (pem.Certificate.Subject, pkcs12.Certificate.Subject));
    }

    [Fact]
    public void A_file_without_a_certificate_or_its_key_is_refused()
    {
        using var made = Certificates.Create();

        Assert.Equal("FORAY398", Assert.Throws<DiagnosticException>(() => ServerCertificate.Read(Path.Combine(_folder, "none"))).Diagnostics[0].Code);
        Assert.Equal("FORAY398", Assert.Throws<DiagnosticException>(() => ServerCertificate.Read(Write("text", "no certificate"))).Diagnostics[0].Code);
        Assert.Equal("FORAY398", Assert.Throws<DiagnosticException>(() => ServerCertificate.Read(Write("public.pem", made.ExportCertificatePem()))).Diagnostics[0].Code);
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
