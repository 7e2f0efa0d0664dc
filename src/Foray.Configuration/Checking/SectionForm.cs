namespace Foray.Configuration.Checking;

/// <summary>How a file writes the sections of plugins of one kind.</summary>
public enum SectionForm
{
    /// <summary>A list of mappings; the key <c>kind</c> of each names its plugin.</summary>
    KindList,

    /// <summary>A mapping from names of plugins to one section, or to a list of sections.</summary>
    NameMap,
}
