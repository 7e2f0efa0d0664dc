namespace Foray.Engines.Cases;

/// <summary>Programs for <c>/bin/sh</c> that lie in this assembly.</summary>
internal static class EmbeddedScript
{
    /// <summary>Text of a program.</summary>
    /// <param name="path">Its path in the project.</param>
    public static string Read(string path)
    {
        using var reader = new StreamReader(typeof(EmbeddedScript).Assembly.GetManifestResourceStream(path)!);
        return reader.ReadToEnd();
    }
}
