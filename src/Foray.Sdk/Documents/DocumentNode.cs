using Foray.Sdk.Diagnostics;

namespace Foray.Sdk.Documents;

/// <summary>A node of a configuration document that remembers its place. Immutable.</summary>
/// <param name="place">Where the node begins.</param>
public abstract class DocumentNode(Place place)
{
    /// <summary>Where the node begins in its file.</summary>
    public Place Place { get; } = place;

    /// <summary>What a reader calls this form: <c>text</c>, <c>number</c>, <c>list</c>, <c>mapping</c>, …</summary>
    public abstract string Form { get; }
}
