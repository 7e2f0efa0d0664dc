using Foray.Plugins.Schemas;
using Foray.Sdk.Diagnostics;

namespace Foray.Stations.SiteFiles;

/// <summary>Finds an agent by its class among the plugins that are installed.</summary>
/// <param name="agentClass">The class: <c>Name</c> or <c>package:Name</c>.</param>
/// <param name="problem">Why there is none to use; null where there is one.</param>
/// <returns>The schema of its options; null where there is none to use.</returns>
internal delegate OptionsSchema? AgentLookup(string agentClass, out Diagnostic? problem);
