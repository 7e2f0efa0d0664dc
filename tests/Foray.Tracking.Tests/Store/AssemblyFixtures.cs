using Foray.Tracking.Tests.Store;

[assembly: AssemblyFixture(typeof(PostgresCluster))]
