namespace Foray.Plugins.Manifests;

/// <summary>The assembly that defines a plugin's kind, where that is neither the Sdk nor the plugin's own.</summary>
/// <param name="Assembly">Its name.</param>
/// <param name="Version">Its version when the plugin was compiled.</param>
public sealed record ContractReference(string Assembly, string Version);
