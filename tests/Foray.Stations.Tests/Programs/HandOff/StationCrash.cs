namespace Foray.Stations.Tests.Programs.HandOff;

internal sealed class StationCrash() : Exception("the station was killed");
