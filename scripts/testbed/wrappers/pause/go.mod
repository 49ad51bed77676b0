module rayport/testbed/pause

go 1.26.0
