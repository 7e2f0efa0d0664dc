namespace Foray.Plugins.Loading;

/// <summary>A package does not contain what its manifest says.</summary>
internal sealed class FalseManifestException(string message) : Exception(message);
