using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Foray.Web.Access;

/// <summary>A certificate with its private key, and the certificates of the authorities between it and a known one.</summary>
public sealed class ServerCertificate : IDisposable
{
    private static ReadOnlySpan<byte> PemMark => "-----BEGIN "u8;

    private ServerCertificate(X509Certificate2 certificate, X509Certificate2Collection chain) => (Certificate, Chain) = (certificate, chain);

    internal X509Certificate2 Certificate { get; }

    internal X509Certificate2Collection Chain { get; }

    /// <summary>Reads a PEM file with the certificate and its key, and others of the chain behind it; or a PKCS #12 file without a password.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It cannot be read, has no key, or is something else (FORAY398).</exception>
    public static ServerCertificate Read(string file)
    {
        try
        {
            var read = File.ReadAllBytes(file).AsSpan().IndexOf(PemMark) >= 0 ? ReadPem(file) : ReadPkcs12(file);
            return read.Certificate.HasPrivateKey ? read : throw WebErrors.BadCertificate(file, "it has no private key");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw WebErrors.BadCertificate(file, exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Certificate.Dispose();
        foreach (var certificate in Chain)
            certificate.Dispose();
    }

    private static ServerCertificate ReadPem(string file)
    {
        var certificate = X509Certificate2.CreateFromPemFile(file);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(file);
        return new ServerCertificate(certificate, chain);
    }

    private static ServerCertificate ReadPkcs12(string file)
    {
        var chain = X509CertificateLoader.LoadPkcs12CollectionFromFile(file, null);
        return chain.FirstOrDefault(certificate => certificate.HasPrivateKey) is { } own
            ? new ServerCertificate(own, chain)
            : throw WebErrors.BadCertificate(file, "it has no certificate with a private key");
    }
}
