namespace Foray.Sdk.Machines;

/// <summary>A file that is copied to machines.</summary>
/// <param name="LocalPath">Path on this computer.</param>
/// <param name="RelativePath">Path below the input's root, with <c>/</c>; empty where the input is a single file.</param>
public sealed record InputFile(string LocalPath, string RelativePath);
