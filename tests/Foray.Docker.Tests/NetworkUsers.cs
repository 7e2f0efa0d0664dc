namespace Foray.Docker.Tests;

/// <summary>Tests that count the engine's networks run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class NetworkUsers
{
    public const string Name = "network users";
}
