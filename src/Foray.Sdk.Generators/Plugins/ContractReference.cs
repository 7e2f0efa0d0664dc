namespace Foray.Sdk.Generators.Plugins;

/// <summary>The assembly of another package that defines a plugin's kind.</summary>
/// <param name="Assembly">Its name.</param>
/// <param name="Version">Its version when the plugin was compiled.</param>
internal sealed record ContractReference(string Assembly, string Version);
