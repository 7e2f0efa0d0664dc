namespace Foray.Fixtures.Liar;

/// <summary>A class that is no plugin, whatever the manifest says.</summary>
public sealed class Idler;
