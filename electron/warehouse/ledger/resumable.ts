/**
 * A condition in SQL over the run `r`: it stopped midway, and no run has completed or stored pages after it, so that it can be taken up
 * again. A run that failed before its first page has nothing to resume, and takes nothing away from the one before it.
 */
export const isResumable = `(r.status IN ('interrupted', 'partial', 'cancelled', 'paused', 'failed')
  AND (r.status <> 'failed' OR EXISTS (SELECT 1 FROM bronze_page AS b WHERE b.run_id = r.run_id))
  AND NOT EXISTS (SELECT 1 FROM run AS later WHERE later.run_id > r.run_id AND later.status <> 'running'
    AND (later.status <> 'failed' OR EXISTS (SELECT 1 FROM bronze_page AS b WHERE b.run_id = later.run_id))))`
