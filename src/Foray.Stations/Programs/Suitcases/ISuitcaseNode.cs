namespace Foray.Stations.Programs.Suitcases;

/// <summary>A file or a folder.</summary>
internal interface ISuitcaseNode;
