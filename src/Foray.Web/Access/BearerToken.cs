using System.Security.Cryptography;
using System.Text;

namespace Foray.Web.Access;

/// <summary>A secret that clients send as <c>Authorization: Bearer TOKEN</c> (RFC 6750).</summary>
public sealed class BearerToken
{
    private const int Shortest = 16;
    private const int Longest = 4096;
    private const string Scheme = "Bearer ";

    private readonly byte[] _hash;

    private BearerToken(string token) => _hash = Hash(token);

    /// <summary>Reads a token from a file, without the white space around it.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It cannot be read, or is no token (FORAY397).</exception>
    public static BearerToken Read(string file)
    {
        var source = $"the file '{file}'";
        try
        {
            return new FileInfo(file) is { Exists: true, Length: > Longest }
                ? throw WebErrors.BadToken(source, $"it is longer than {Longest} bytes")
                : Parse(File.ReadAllText(file).Trim(), source);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw WebErrors.BadToken(source, exception.Message, exception);
        }
    }

    /// <summary>Takes a text as a token.</summary>
    /// <param name="token">16 or more visible ASCII characters.</param>
    /// <param name="source">Where it comes from, for the message; such as <c>the variable FORAY_TOKEN</c>.</param>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It is no token (FORAY397).</exception>
    public static BearerToken Parse(string token, string source)
    {
        if (token.Length < Shortest)
            throw WebErrors.BadToken(source, $"it has fewer than {Shortest} characters");
        if (!token.All(character => character is > ' ' and <= '~'))
            throw WebErrors.BadToken(source, "it has characters that a header cannot hold");
        return new BearerToken(token);
    }

    /// <summary>Whether the value of an <c>Authorization</c> header shows the token. Takes the same time whatever part of it is right.</summary>
    public bool IsShownBy(string? header) =>
        header is { Length: <= Longest } && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Hash(header[Scheme.Length..].Trim()), _hash);

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
