package embedded_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"wanjia/events/embedded"
	"wanjia/events/testkit"
)

// helperDir names the folder on which this binary, started again by a test, is
// to be a parent that gets killed.
const helperDir = "WANJIA_TEST_REDIS_PARENT"

func TestMain(m *testing.M) {
	if dir := os.Getenv(helperDir); dir != "" {
		beParent(dir)
	}
	testkit.Main(m)
}

// beParent starts Redis, says so and lives until it is killed.
func beParent(dir string) {
	s, err := embedded.StartRedis(context.Background(), embedded.RedisConfig{Dir: dir})
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	fmt.Println("pid", s.PID())
	select {}
}
