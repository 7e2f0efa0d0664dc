using System.Net;
using Foray.Sdk.Diagnostics;

namespace Foray.Web;

/// <summary>What keeps a web server from starting.</summary>
internal static class WebErrors
{
    /// <summary>Others could reach the server, and it is not protected.</summary>
    private const string Unprotected = "FORAY396";

    /// <summary>There is no usable token where one should be.</summary>
    private const string NoToken = "FORAY397";

    /// <summary>There is no usable certificate where one should be.</summary>
    private const string NoCertificate = "FORAY398";

    /// <summary>The address or the port cannot be listened on.</summary>
    private const string CannotListen = "FORAY399";

    public static DiagnosticException Open(IPAddress address, string missing) => new(Diagnostic.Error(
        Unprotected,
        $"the server would be open to everybody who can reach {address}: it has no {missing}",
        "give it a token (--token-file FILE or FORAY_TOKEN) and a certificate (--certificate FILE), or leave --address out, so that only this computer reaches it"));

    public static DiagnosticException BadToken(string source, string reason, Exception? cause = null) => new(
        Diagnostic.Error(NoToken, $"{source} holds no usable token: {reason}", "write 16 or more letters and digits into a file that only you can read, for example with: (umask 077; openssl rand -hex 32 > token)"), cause);

    public static DiagnosticException BadCertificate(string file, string reason, Exception? cause = null) => new(
        Diagnostic.Error(NoCertificate, $"'{file}' holds no usable certificate: {reason}", "give a PEM file with the certificate and its private key, or a PKCS #12 file without a password"), cause);

    public static DiagnosticException NotListening(string where, string reason, Exception? cause = null) => new(
        Diagnostic.Error(CannotListen, $"the server cannot listen on {where}: {reason}", "end what uses the port, or choose another one with --port; --address takes an address of this computer"), cause);
}
