namespace Foray.Sites.Vagrant;

/// <summary>A machine's fixed address on a network.</summary>
/// <param name="Network">Name of the network.</param>
/// <param name="Address">The address.</param>
/// <param name="PrefixLength">How many leading bits name the network.</param>
internal sealed record VagrantAddress(string Network, string Address, int PrefixLength);
