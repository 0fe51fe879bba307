namespace HealthRecord.Features.Platform.Data;

/// <summary>Nothing was written: the disk, or the file's allowance, is full. Reading goes on.</summary>
public sealed class StorageFullException(Exception inner)
    : Exception("The record's storage is full.", inner);
