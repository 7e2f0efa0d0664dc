namespace Foray.Sites.Ssh;

/// <summary>A host to go through.</summary>
internal readonly record struct SshJump(string? User, string Host, string? Port)
{
    /// <summary>Reads <c>user@host:port</c>, of which user and port may be left out.</summary>
    public static SshJump Parse(string text)
    {
        var at = text.LastIndexOf('@');
        var colon = text.IndexOf(':', at + 1);
        return new SshJump(at > 0 ? text[..at] : null, colon > 0 ? text[(at + 1)..colon] : text[(at + 1)..], colon > 0 ? text[(colon + 1)..] : null);
    }
}
