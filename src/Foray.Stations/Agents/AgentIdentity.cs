namespace Foray.Stations.Agents;

/// <summary>Who an agent is.</summary>
/// <param name="Instance">Its instance id, such as <c>data1</c>.</param>
/// <param name="Address">Its address, <c>root.instance</c>, such as <c>observatory.data1</c>.</param>
/// <param name="Class">Its agent class, as its clients know it: as the site file says it, else the name of the plugin.</param>
/// <param name="HostName">Name of the host that it runs on.</param>
internal sealed record AgentIdentity(string Instance, string Address, string Class, string HostName);
