using Foray.Sdk.Diagnostics;
using Foray.Sdk.Documents;

namespace Foray.Configuration.Documents;

/// <summary>A YAML file that has been read.</summary>
public sealed class YamlDocument
{
    internal YamlDocument(string file, string source, DocumentNode? root, IReadOnlyList<Diagnostic> diagnostics) =>
        (File, Source, Root, Diagnostics) = (file, new SourceText(source), root, diagnostics);

    /// <summary>Path of the file as the user gave it.</summary>
    public string File { get; }

    /// <summary>Its content; null where it could not be read. Where there are errors, some of its nodes stand for what could not be understood.</summary>
    public DocumentNode? Root { get; }

    /// <summary>What is wrong with the file as YAML, in the order of the file.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Its text, for places inside of values.</summary>
    internal SourceText Source { get; }
}
